/** The emulated COS over HTTP, as a program of its own. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { json, text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const PROGRAM = process.env.COS_EMULATOR || fileURLToPath(new URL('../target/debug/cos-emulator', import.meta.url));

export class Emulator {
  /** Serves the files of the folder `www`, and under `/pkg/` those of the folder `pkg`. */
  static async start(www, pkg) {
    const program = spawn(PROGRAM, ['--port', '0', '--until-stdin-closes', '--www', www, '--pkg', pkg], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [line] = await once(createInterface(program.stdout), 'line');
    return new Emulator(program, line.replace('listening on ', ''));
  }

  constructor(program, address) {
    this.program = program;
    this.address = address;
  }

  /**
   * Asks the emulator itself. Each time on a connection of its own: while it is to break connections, it closes those
   * that have served a request, perhaps just when the next one is sent.
   */
  async admin(method, path, body) {
    const asked = request(`${this.address}/_emulator/${path}`, { method, agent: false });
    asked.end(body && JSON.stringify(body));
    const [answer] = await once(asked, 'response');
    const { statusCode } = answer;
    if (statusCode >= 300) throw new Error(`the emulator refuses ${method} ${path}: ${await text(answer)}`);
    return statusCode === 204 ? void answer.resume() : json(answer);
  }

  /** Everything as at the start: no objects, no faults, no log. */
  async reset() {
    await this.admin('POST', 'reset');
    await this.admin('DELETE', 'faults');
    await this.admin('DELETE', 'log');
  }

  async stop() {
    this.program.stdin.end();
    await once(this.program, 'exit');
  }
}
