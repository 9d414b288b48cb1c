// Operations on bundles: saved incidents, exported and read offline.

export const reviewsContract = {};
