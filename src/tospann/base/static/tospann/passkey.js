/* Says so when a passkey was not used: cancelled, unknown, or too slow. */

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const notice = document.getElementById("passkey-notice");
  notice.textContent = notice.dataset.text;
  notice.hidden = false;
});
