// Operations on what an incident teaches: causes, actions, controls and playbooks.

export const learningContract = {};
