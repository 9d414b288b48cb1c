// Operations on the recorder: how much is kept, of what, and whether it is whole.

export const recorderContract = {};
