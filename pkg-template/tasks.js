// What lists show of upload tasks.

// Where counting begins: ids have the form of a UUID, and their first digits say which task it is.
const FIRST = 1 << 28;

/** The tasks of one instance. `read` gives what has changed in the module's, as JSON. */
export const createTasks = (events, read) => {
    // By number, in the order of the list.
    const known = new Map();
    const chance = '-xxxx-4xxx-xxxx-xxxxxxxxxxxx'.replace(/x/g, () => ((Math.random() * 16) | 0).toString(16));
    let timer;

    const update = () => {
        for (const [number, change] of JSON.parse(read())) {
            if (!change) known.delete(number);
            // What a task failed with is void when it is restarted.
            else Object.assign(known.get(number), /error|canceled/.test(change.state) || { error: null }, change);
        }
    };

    const list = () => {
        update();
        return Array.from(known.values(), (item) => ({ ...item }));
    };

    return {
        list,
        one(number) {
            update();
            return { ...known.get(number) };
        },
        /** Adds one. `correction` says what it is about where its params say otherwise. */
        add(number, { Bucket, Region, Key, FilePath, _custom }, size, correction) {
            const item = {
                id: (FIRST + number).toString(16) + chance,
                Bucket: Bucket ?? '',
                Region: Region ?? '',
                Key: Key ?? '',
                FilePath: FilePath ?? '',
                state: 'waiting',
                loaded: 0,
                size,
                speed: 0,
                percent: 0,
                hashPercent: 0,
                error: null,
            };
            if (correction) Object.assign(item, JSON.parse(correction));
            if (_custom !== undefined) item._custom = _custom;
            known.set(number, item);
            // Where nobody reads the list, it would keep what has left it.
            if (!(number % 500)) update();
            return item;
        },
        /** The number of a task; undefined where none has this id. */
        numberOf(id) {
            const number = typeof id == 'string' ? parseInt(id, 16) - FIRST : -1;
            if (known.get(number)?.id === id) return number;
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
