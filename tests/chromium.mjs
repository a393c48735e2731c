/** The browser that most tests play in. */

import { chromium } from 'playwright-core';

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const executablePath = process.env.CHROMIUM_PATH || '/usr/bin/chromium';

/** Starts it, with what `more` adds to its flags. */
export const openBrowser = (more = []) => chromium.launch({ executablePath, args: [...FLAGS, ...more] });
