// Sends a rating without leaving the page. Where this script does not run, the browser sends the form itself.
const ratingPart = document.querySelector("[data-rating]");
const statusLine = document.querySelector("[data-say]");
// Statuses whose answer is the rating part of the page: saved, invalid or without cookies, over the limit.
const FRAGMENT_STATUSES = [200, 400, 429];
// Of other statuses the page of the answer says more than a sentence here could.
const REFUSED = 403;
const BROKEN = 500;

// The page says these sentences in its language.
const WORDS = statusLine?.dataset;

async function send(form) {
  let response;
  try {
    response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "text/html-fragment", "X-Requested-With": "fetch" },
    });
  } catch {
    return tellProblem(form, navigator.onLine ? WORDS.unreachable : WORDS.offline);
  }
  if (FRAGMENT_STATUSES.includes(response.status)) return replacePart(await response.text());
  if (response.status === REFUSED) return tellProblem(form, WORDS.refused);
  if (response.status >= BROKEN) return tellProblem(form, WORDS.broken);
  return form.submit();
}

function replacePart(html) {
  ratingPart.innerHTML = html;
  const star = ratingPart.querySelector("input[type=radio]:checked") ?? ratingPart.querySelector("input[type=radio]");
  star.focus({ preventScroll: true });
  const problem = ratingPart.querySelector("[role=alert]");
  const notice = ratingPart.querySelector("[data-notice]");
  const average = ratingPart.querySelector("[data-average]");
  // Screen readers read an alert by themselves.
  statusLine.textContent = problem ? "" : `${notice?.textContent ?? ""} ${average.textContent}`;
}

// Leaves the form as it is, so that its button sends the same again.
function tellProblem(form, text) {
  ratingPart.querySelectorAll(".problem, .notice").forEach((line) => line.remove());
  const problem = document.createElement("p");
  problem.className = "problem";
  problem.setAttribute("role", "alert");
  problem.textContent = text;
  ratingPart.querySelector(".ballots").after(problem);
  form.querySelector("button").textContent = WORDS.again;
  statusLine.textContent = "";
}

// A click on a star sends the vote. Arrow keys only move between stars; Enter, or the button, sends.
ratingPart?.addEventListener("click", (event) => {
  if (event.detail > 0 && event.target.closest("input[type=radio], label")) {
    const star = event.target.closest("label")?.control ?? event.target;
    if (star.matches("input[type=radio]:checked")) star.form.requestSubmit();
  }
});

ratingPart?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (ratingPart.ariaBusy === "true") return;
  ratingPart.ariaBusy = "true";
  try {
    await send(event.target);
  } finally {
    ratingPart.ariaBusy = "false";
  }
});
