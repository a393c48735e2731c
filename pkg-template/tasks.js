// What lists show of upload tasks.

/** The tasks of one instance. `read` gives what has changed in the module's, as JSON. */
export const createTasks = (events, read) => {
    // By id, in the order of the list.
    const known = new Map();
    let timer;

    const update = () => {
        for (const change of JSON.parse(read())) {
            if (change.state) Object.assign(known.get(change.id), change);
            else known.delete(change.id);
        }
    };

    const list = () => {
        update();
        return Array.from(known.values(), (item) => ({ ...item }));
    };

    return {
        list,
        one(id) {
            update();
            return { ...known.get(id) };
        },
        /** Adds one that the module tells of. `custom` is the caller's own mark. */
        add(item, custom) {
            item.error = null;
            if (custom !== undefined) item._custom = custom;
            known.set(item.id, item);
            return item;
        },
        knows: (id) => known.has(id),
        restarted(id) {
            known.get(id).error = null;
        },
        /** Tells the list to who listens, once for all changes of one turn. */
        changed() {
            const isHeard = events.listens('list-update') || events.listens('task-list-update');
            if (timer || !isHeard) return;
            timer = setTimeout(() => {
                timer = undefined;
                const payload = { list: list() };
                events.emit('task-list-update', payload);
                events.emit('list-update', payload);
            });
        },
    };
};
