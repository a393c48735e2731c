// What lists show of upload tasks, beyond what the module knows: the error object, the caller's own mark.

/** The tasks of one instance. `read` gives the module's list, as JSON. */
export const createTasks = (events, read) => {
    const known = new Map();
    let timer;

    const complete = (item) => {
        const { error = null, custom } = known.get(item.id) ?? {};
        item.error = error;
        if (custom !== undefined) item._custom = custom;
        return item;
    };

    const list = () => {
        const items = JSON.parse(read());
        if (known.size > items.length) forget(items);
        return items.map(complete);
    };

    const forget = (items) => {
        const ids = new Set(items.map((item) => item.id));
        for (const id of known.keys()) if (!ids.has(id)) known.delete(id);
    };

    return {
        complete,
        list,
        add(id, custom) {
            const task = { custom };
            known.set(id, task);
            return task;
        },
        knows: (id) => known.has(id),
        restarted(id) {
            known.get(id).error = undefined;
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
