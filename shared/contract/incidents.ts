// Operations on incidents: declared, led and closed.

export const incidentsContract = {};
