// Listings page by page are not there: mini programs have neither AbortController nor loops over promises.

export const addListings = () => {};
