// Shows how far a draft is while it is drawn, and the whole page anew once it is: nobody has to ask for it.
const part = () => document.getElementById("drawing");
const look = async () => {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("drawing");
      if (!fresh) {
        location.reload();
        return;
      }
      // Said aloud by screen readers only where it is another one.
      if (fresh.textContent !== part().textContent) part().replaceWith(document.adoptNode(fresh));
    }
  } catch {
    // The way to the server is broken for a moment: the next look finds it again.
  }
  setTimeout(look, 3000);
};
setTimeout(look, 2000);
