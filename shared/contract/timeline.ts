// Operations on the timeline: what happened, by source, at any zoom.

export const timelineContract = {};
