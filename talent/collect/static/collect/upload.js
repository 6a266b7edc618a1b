// Sends files as soon as they are chosen, and lets a portrait photo be cut first. Without scripts the same input
// sends its file with the form, and the server cuts it.
(() => {
  "use strict";
  const form = document.querySelector("form.generated[data-upload]");
  if (!form) return;
  const words = form.dataset;

  const say = (box, text, isError) => {
    const status = box.querySelector(".sending");
    status.classList.toggle("error", Boolean(isError));
    status.textContent = text;
    return status;
  };

  const changed = (box) => box.dispatchEvent(new Event("input", { bubbles: true }));

  const post = (box, file, name) => new Promise((resolve) => {
    const status = say(box, words.sending + " ");
    const progress = status.appendChild(document.createElement("progress"));
    progress.setAttribute("aria-label", words.sending);
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("version", words.version);
    data.set("field", box.dataset.files);
    data.set("file", file, name);
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      progress.max = event.total;
      progress.value = event.loaded;
    });
    request.addEventListener("loadend", () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* no answer of ours */ }
      resolve({ ok: request.status === 200, ...answer });
    });
    request.open("POST", words.upload);
    request.send(data);
  });

  const put = (box, html) => {
    const list = box.querySelector(".attached");
    const holder = document.createElement("ul");
    holder.innerHTML = html;
    if (box.dataset.most === "1") list.replaceChildren();
    list.append(holder.firstElementChild);
    changed(box);
  };

  const full = (box) => {
    const most = Number(box.dataset.most);
    return most > 1 && box.querySelectorAll("input[data-attached]").length >= most;
  };

  const send = async (box, file, name) => {
    if (full(box)) {
      say(box, words.full, true);
      return false;
    }
    const answer = await post(box, file, name);
    if (!answer.ok) {
      say(box, answer.error ?? words.unsent, true);
      return Boolean(answer.error); // the file itself is wrong: sending it again would not help
    }
    put(box, answer.html);
    say(box, words.sent + answer.name);
    return true;
  };

  // --- cutting a portrait photo

  const cut = async (file, size) => {
    let picture;
    try { picture = await createImageBitmap(file); } catch { return { blob: file }; } // the server says what is wrong
    const [width, height] = size.split("x").map(Number);
    const dialog = document.getElementById("crop").content.firstElementChild.cloneNode(true);
    document.body.append(dialog);
    const canvas = dialog.querySelector("canvas");
    const zoom = dialog.querySelector("input[type=range]");
    const least = Math.max(width / picture.width, height / picture.height);
    let [x, y] = [0, 0]; // how far the middle of the photo is from the middle of the frame
    const draw = () => {
      const scale = least * Number(zoom.value);
      const [wide, high] = [picture.width * scale, picture.height * scale];
      x = Math.min((wide - width) / 2, Math.max((width - wide) / 2, x));
      y = Math.min((high - height) / 2, Math.max((height - high) / 2, y));
      const pen = canvas.getContext("2d");
      pen.imageSmoothingQuality = "high";
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, width, height);
      pen.drawImage(picture, (width - wide) / 2 + x, (height - high) / 2 + y, wide, high);
    };
    const move = (right, down) => { x += right; y += down; draw(); };
    const scaleBy = (step) => {
      const before = Number(zoom.value);
      zoom.value = before + step;
      const factor = Number(zoom.value) / before;
      x *= factor;
      y *= factor;
      draw();
    };
    canvas.addEventListener("pointerdown", (event) => { canvas.setPointerCapture(event.pointerId); });
    canvas.addEventListener("pointermove", (event) => {
      const shown = canvas.clientWidth / width; // a narrow telephone shows it smaller
      if (canvas.hasPointerCapture(event.pointerId)) move(event.movementX / shown, event.movementY / shown);
    });
    canvas.addEventListener("wheel", (event) => { event.preventDefault(); scaleBy(event.deltaY < 0 ? 0.1 : -0.1); });
    canvas.addEventListener("keydown", (event) => {
      const step = event.shiftKey ? 25 : 5;
      const ways = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
      if (ways[event.key]) move(...ways[event.key]);
      else if (event.key === "+" || event.key === "=") scaleBy(0.1);
      else if (event.key === "-") scaleBy(-0.1);
      else return;
      event.preventDefault();
    });
    zoom.addEventListener("input", draw);
    draw();
    dialog.showModal();
    canvas.focus();
    await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
    const used = dialog.returnValue === "use";
    const blob = used ? await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.95)) : null;
    dialog.remove();
    picture.close();
    return { blob };
  };

  const taken = async (input) => {
    const box = input.closest(".files");
    let settled = true;
    for (const file of [...input.files]) {
      const { blob } = box.dataset.portrait ? await cut(file, box.dataset.portrait) : { blob: file };
      if (blob) settled = (await send(box, blob, file.name)) && settled;
    }
    // What could not be sent stays chosen, and goes with the form.
    if (settled) input.value = "";
    input.focus();
  };

  form.addEventListener("change", (event) => {
    if (event.target.matches(".files input[type=file]") && event.target.files.length) taken(event.target);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=take_out]");
    if (!button) return;
    event.preventDefault();
    const box = button.closest(".files");
    button.closest("li").remove();
    say(box, "");
    changed(box);
    box.querySelector("input[type=file]").focus();
  });
})();
