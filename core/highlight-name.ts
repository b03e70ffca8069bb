// Apart from the looks, which content scripts do without.

/** Stands in rules for a name that no page can guess. */
export const highlightName = "NAME";
