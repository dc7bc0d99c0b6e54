// Sends a rating without leaving the page. Where this does not run, or fails, the forms are sent as any others.
const part = document.querySelector("[data-rating]");
const say = document.querySelector("[data-say]");
const ANSWERED = [200, 400, 429];

async function send(form) {
  const response = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "text/html-fragment", "X-Requested-With": "fetch" },
  });
  if (!ANSWERED.includes(response.status)) throw new Error(`status ${response.status}`);
  return response.text();
}

function show(html) {
  part.innerHTML = html;
  const chosen = part.querySelector("input[type=radio]:checked") ?? part.querySelector("input[type=radio]");
  chosen.focus({ preventScroll: true });
  const problem = part.querySelector("[role=alert]");
  const told = part.querySelector("[data-told]");
  const average = part.querySelector("[data-average]");
  // A problem is an alert, which is read out by itself.
  say.textContent = problem ? "" : `${told?.textContent ?? ""} ${average.textContent}`;
}

part?.addEventListener("submit", async (event) => {
  const form = event.target;
  event.preventDefault();
  if (part.ariaBusy === "true") return;
  part.ariaBusy = "true";
  try {
    show(await send(form));
  } catch {
    form.submit();
  } finally {
    part.ariaBusy = "false";
  }
});
