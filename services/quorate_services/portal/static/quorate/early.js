// Before anything is drawn: GOV.UK Frontend shows its scripted forms only where scripts run.
document.documentElement.classList.add("quorate-scripts");
document.addEventListener("DOMContentLoaded", () => {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
});
