// The default entry: the module is inside, and starts at first use.
import { explained } from './failure.js';
import { adopt, imports } from './glue.js';
import { unpack } from './inlined.js';
import { shell } from './shell.js';

const start = () => {
    try {
        const bytes = unpack();
        try {
            const module = new WebAssembly.Module(bytes);
            adopt(new WebAssembly.Instance(module, imports()), module);
        } catch (error) {
            // Chrome before 114 compiles more than 4 KB in the background only.
            if (!(error instanceof RangeError)) throw error;
            return WebAssembly.instantiate(bytes, imports()).then(
                ({ instance, module }) => adopt(instance, module),
                (error) => {
                    throw explained(error);
                },
            );
        }
    } catch (error) {
        throw explained(error);
    }
};

export default shell(start);
