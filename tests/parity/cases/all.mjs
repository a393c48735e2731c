/** All cases. */

import access from './access.mjs';
import aliases from './aliases.mjs';
import buckets from './buckets.mjs';
import helpers from './helpers.mjs';
import inventory from './inventory.mjs';
import multipart from './multipart.mjs';
import objectSettings from './object-settings.mjs';
import objects from './objects.mjs';
import serving from './serving.mjs';
import statics from './statics.mjs';
import stories from './stories.mjs';
import transfers from './transfers.mjs';
import settings from './settings.mjs';

export default [
  ...buckets,
  ...access,
  ...settings,
  ...serving,
  ...inventory,
  ...objects,
  ...objectSettings,
  ...multipart,
  ...helpers,
  ...aliases,
  ...statics,
  ...stories,
  ...transfers,
];
