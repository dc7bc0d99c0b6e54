// Sends a rating without leaving the page. Where this script does not run, or fails, the browser sends the form itself.
const ratingPart = document.querySelector("[data-rating]");
const statusLine = document.querySelector("[data-say]");
// Statuses whose answer is the rating part of the page: saved, invalid, over the limit.
const FRAGMENT_STATUSES = [200, 400, 429];

async function fetchFragment(form) {
  const response = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "text/html-fragment", "X-Requested-With": "fetch" },
  });
  if (!FRAGMENT_STATUSES.includes(response.status)) throw new Error(`status ${response.status}`);
  return response.text();
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

// A click on a star sends the vote. Arrow keys only move between stars; Enter, or the button, sends.
ratingPart?.addEventListener("click", (event) => {
  if (event.detail > 0 && event.target.matches("input[type=radio], label, label *")) {
    const star = event.target.closest("label")?.control ?? event.target;
    if (star.matches("input[type=radio]:checked")) star.form.requestSubmit();
  }
});

ratingPart?.addEventListener("submit", async (event) => {
  const form = event.target;
  event.preventDefault();
  if (ratingPart.ariaBusy === "true") return;
  ratingPart.ariaBusy = "true";
  try {
    replacePart(await fetchFragment(form));
  } catch {
    form.submit();
  } finally {
    ratingPart.ariaBusy = "false";
  }
});
