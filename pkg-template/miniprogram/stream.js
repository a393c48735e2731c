// Answers come whole: there is no stream that a signal could still end.

export const stoppable = (body) => body;
