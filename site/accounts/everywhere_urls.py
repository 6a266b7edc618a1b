"""Pages of the own account, which accounts of both zones need.

Names are those that the library of logins asks for. Of its own addresses none is mounted.
"""

from django.urls import path

from accounts import address_views, factor_views, safety_views, views

urlpatterns = [
    path("password/", views.OwnPassword.as_view(), name="own_password"),
    path("login/entrance/", views.to_entrance, name="account_login"),
    path("account/", safety_views.Safety.as_view(), name="mfa_index"),
    path("account/address/", address_views.OwnAddress.as_view(), name="own_address"),
    path("account/address/remove/", address_views.RemoveAddress.as_view(), name="own_address_remove"),
    path("account/address/<str:token>/", address_views.ConfirmAddress.as_view(), name="own_address_confirm"),
    path("account/confirm/", factor_views.PasswordOnceMore.as_view(), name="account_reauthenticate"),
    path("account/code/", factor_views.Code.as_view(), name="mfa_authenticate"),
    path("account/code/confirm/", factor_views.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path("account/code/set-up/", factor_views.SetUp.as_view(), name="mfa_activate_totp"),
    path("account/code/remove/", factor_views.Remove.as_view(), name="mfa_deactivate_totp"),
    path("account/recovery-codes/", factor_views.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path(
        "account/recovery-codes/new/",
        factor_views.NewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
]
