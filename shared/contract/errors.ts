// Operations on errors, read for operators: groups, health, trends, and what belongs together.

export const errorsContract = {};
