// Shows how far a run is while it goes on, and the whole page anew once it has ended.
const part = () => document.getElementById("bulk-progress");
const look = async () => {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("bulk-progress");
      if (!fresh || !("running" in fresh.dataset)) {
        location.reload();
        return;
      }
      part().replaceWith(document.adoptNode(fresh));
    }
  } catch {
    // The way to the server is broken for a moment: the next look finds it again.
  }
  setTimeout(look, 2000);
};
setTimeout(look, 1500);
