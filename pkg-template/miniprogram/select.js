// Answers come whole: there are no streams whose records could be told one by one.

export const eventsOf = (body) => body;
