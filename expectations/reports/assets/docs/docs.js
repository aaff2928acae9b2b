// What Great Expectations' pages do by inline script, which the content security policy of the repaired pages forbids.
"use strict";

// The two buttons over a run's results: all expectations, or those that failed.
function show(all) {
  $(".hide-succeeded-validation-target-child").parent().toggle(all);
  $(".hide-succeeded-validation-target").toggle(all);
  $(".hide-succeeded-validations-column-section-target-child").parent().parent().each((_, section) => {
    $(section).add(`a[href$="${section.id}"]`).toggle(all);
  });
}

$(() => {
  const actions = {
    showAllValidations: () => show(true),
    hideSucceededValidations: () => show(false),
    clearTableFilters: (table) => window.clearTableFilters(table),
  };
  $("[data-call]").on("click", (event) => {
    const { call, argument } = event.currentTarget.dataset;
    if (actions[call]) actions[call](argument);
  });
});
