// Operations on triggers: conditions that are watched and the states they are in.
export const triggersContract = {};
