// deleteMultipleObject with more keys than one request may have.

const LIMIT = 1000;

/** Whether one request may not have all of them. Params that cannot be read are left to the call. */
export const isTooLong = (params) => {
    try {
        return Array.isArray(params.Objects) && params.Objects.length > LIMIT;
    } catch {
        return false;
    }
};

/** Deletes them in the order given, request after request; what these answer is one answer. */
export const deleteAll = (params, deleteSome) => {
    const { Objects } = params;
    const Deleted = [];
    const Error = [];
    const deleteFrom = (start) =>
        deleteSome({ ...params, Objects: Objects.slice(start, start + LIMIT) }).then((data) => {
            Deleted.push(...data.Deleted);
            Error.push(...data.Error);
            const next = start + LIMIT;
            return next < Objects.length ? deleteFrom(next) : { ...data, Deleted, Error };
        });
    return deleteFrom(0);
};
