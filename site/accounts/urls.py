"""Login and logout of the portal, what individuals do for themselves, and what visitors ask with a number.

Names are without a namespace: settings and Wagtail ask for them."""

from django.urls import path

from accounts import invitation_views, person_views, sheet_views, unit_views, views

urlpatterns = [
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", views.Logout.as_view(), name="logout"),
    path("register/unit/", unit_views.Apply.as_view(), name="unit_apply"),
    path("register/unit/application/", unit_views.LookUp.as_view(), name="unit_look_up"),
    path("register/unit/application/status/", unit_views.Status.as_view(), name="unit_application"),
    path("register/invitation/", invitation_views.InvitationCode.as_view(), name="unit_invitation"),
    path(
        "register/invitation/accept/",
        invitation_views.AcceptInvitation.as_view(),
        name="unit_invitation_accept",
    ),
    path("register/unit/account/", unit_views.FirstAccount.as_view(), name="unit_first_account"),
    path("register/person/", person_views.register, name="register_person"),
    path("register/person/code/", person_views.register_code, name="register_person_code"),
    path("verify/", sheet_views.VerifySheets.as_view(), name="verify_sheets"),
    path("verify/<str:number>/", sheet_views.VerifySheet.as_view(), name="verify_sheet"),
    path("password/forgotten/", person_views.forgotten, name="forgotten_password"),
    path("password/new/", person_views.new_password, name="new_password"),
]
