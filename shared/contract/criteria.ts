// Operations on success criteria, service level objectives, baselines and soak tests.
export const criteriaContract = {};
