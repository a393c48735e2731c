/** Several calls one after the other, with what an instance remembers between them and tells besides. */

import { BUCKET, OBJECT, refusal } from './words.mjs';

const TEMPORARY = {
  TmpSecretId: 'id',
  TmpSecretKey: 'key',
  SecurityToken: 'token',
  StartTime: 1700000000,
  ExpiredTime: 1700003600,
};
const SIGNATURE =
  'q-sign-algorithm=sha1&q-ak=id&q-sign-time=1;2&q-key-time=1;2&q-header-list=host&q-url-param-list=&q-signature=x';
const upload = { ...OBJECT, Body: 'hello' };

const answering = (answer) => ({ getAuthorization: (question, callback) => callback(answer) });
const shownTask = ({ id, ...task }) => task;

const STORIES = {
  async 'keys are asked for once'({ newCos, note }) {
    const cos = newCos(answering(TEMPORARY));
    await cos.headBucket(BUCKET);
    await cos.getBucket(BUCKET);
    note((await cos.headObject(OBJECT)).statusCode);
  },
  async 'keys with a limited scope are asked for per scope'({ newCos, note }) {
    const cos = newCos(answering({ ...TEMPORARY, ScopeLimit: true }));
    await cos.headBucket(BUCKET);
    await cos.headBucket(BUCKET);
    note((await cos.headObject(OBJECT)).statusCode);
  },
  async 'a signature is asked for each time'({ newCos, note }) {
    const cos = newCos(
      answering({ Authorization: SIGNATURE, SecurityToken: 'token', Token: 't', ClientIP: '1.2.3.4', ClientUA: 'ua' }),
    );
    await cos.headBucket(BUCKET);
    note((await cos.headBucket(BUCKET)).statusCode);
  },
  async 'getSTS is told less'({ newCos, note }) {
    const { TmpSecretId: SecretId, TmpSecretKey: SecretKey, ...rest } = TEMPORARY;
    const cos = newCos({ getSTS: (question, callback) => callback({ SecretId, SecretKey, ...rest }) });
    note((await cos.headObject(OBJECT)).statusCode);
  },
  async 'answers to the question for keys that cannot be used'({ newCos, note }) {
    const { TmpSecretId, TmpSecretKey, SecurityToken, ExpiredTime } = TEMPORARY;
    const answers = [
      {},
      { TmpSecretId },
      { TmpSecretId, TmpSecretKey },
      { TmpSecretId, TmpSecretKey, SecurityToken },
      { TmpSecretId, TmpSecretKey, SecurityToken, ExpiredTime: 5 },
      { TmpSecretId, TmpSecretKey, SecurityToken, ExpiredTime, StartTime: 5 },
      'a signature with blanks',
      'nonsense',
    ];
    for (const answer of answers) {
      await newCos(answering(answer))
        .headBucket(BUCKET)
        .catch(({ message, code }) => note(message, code));
    }
  },
  async 'options can be changed later'({ newCos, note }) {
    const cos = newCos();
    await cos.headBucket(BUCKET);
    Object.assign(cos.options, { UseAccelerate: true, SecurityToken: 'token', Protocol: 'http:' });
    await cos.headBucket(BUCKET);
    note(Object.keys(cos.options).includes('SecretId'));
  },
  async 'hosts by domain'({ newCos, note }) {
    const domains = [
      'cdn.example',
      'http://{Bucket}.{Region}.x.example/path/',
      '{{Bucket}}-{{AppId}}.{{Region}}.x.example',
      '{other}.x.example',
    ];
    for (const Domain of domains) {
      await newCos({ Domain }).headObject(OBJECT);
    }
    await newCos({ Domain: ({ Bucket, Region }) => `${Bucket}.${Region}.y.example` }).headObject(OBJECT);
    await newCos({ Domain: 'cdn.example' }).headObject({ Key: 'without bucket' });
    note('done');
  },
  async 'old regions and strange ones'({ newCos, note }) {
    for (const Region of [
      'cn-south',
      'cn-south-2',
      'cn-north',
      'cn-east',
      'cn-southwest',
      'sg',
      'accelerate',
      'default',
      'yfb',
      'other',
    ]) {
      await newCos().headBucket({ ...BUCKET, Region });
    }
    await newCos({ CompatibilityMode: true }).headBucket({ ...BUCKET, Region: 'cos.ap-guangzhou' });
    note('done');
  },
  async 'events around a request'({ newCos, note }) {
    const cos = newCos();
    cos.on('before-send', ({ method, url, headers, qs }) => note('before-send', method, url, Object.keys(headers), qs));
    cos.on('after-receive', ({ statusCode, headers, body, error }) =>
      note('after-receive', statusCode, headers, body, error),
    );
    await cos.getBucket({ ...BUCKET, Prefix: 'a' });
    cos.off('before-send');
    await cos.headBucket(BUCKET);
  },
  async 'a listener changes the request'({ newCos, note }) {
    const cos = newCos();
    cos.on('before-send', (opt) => {
      opt.headers['x-later'] = '1';
      opt.url = opt.url.replace('ap-guangzhou', 'ap-beijing');
    });
    note((await cos.headBucket(BUCKET)).statusCode);
  },
  async 'a small upload as a task'({ newCos, note }) {
    const cos = newCos();
    cos.on('list-update', ({ list }) =>
      note(
        'list',
        list.map(({ state, percent }) => [state, percent]),
      ),
    );
    const told = {
      onTaskReady: (id) => note('ready', typeof id),
      onTaskStart: (task) => note('start', shownTask(task)),
    };
    await cos.putObject({ ...upload, ...told });
    note('tasks', cos.getTaskList().map(shownTask), cos.isUploadRunning());
  },
  async 'tasks wait, are paused, go on and are cancelled'({ newCos, note }) {
    const cos = newCos({ FileParallelLimit: 1 });
    const ids = [];
    const run = (Key) =>
      cos.putObject({ ...upload, Key, onTaskReady: (id) => ids.push(id) }, (error) => note(Key, error));
    ['a', 'b', 'c'].forEach(run);
    note('running', cos.isUploadRunning());
    cos.pauseTask(ids[0]);
    cos.cancelTask(ids[2]);
    note(cos.getTaskList().map(({ Key, state }) => [Key, state]));
    cos.restartTask(ids[0]);
    await new Promise((resolve) => setTimeout(resolve, 5000));
    note(cos.getTaskList().map(({ Key, state }) => [Key, state]));
  },
  async 'events of the caller'({ newCos, note }) {
    const cos = newCos();
    const hear = (payload) => note(payload);
    cos.on('own', hear);
    cos.on('own', hear);
    cos.emit('own', { a: 1 });
    cos.off('own', hear);
    cos.emit('own', { a: 2 });
  },
};

/** Stories with answers of their own. */
const ANSWERED = {
  async 'a wrong clock is set right'({ newCos, note }) {
    const cos = newCos({ StartTime: 0, ExpiredTime: 0 });
    note((await cos.headBucket(BUCKET)).statusCode, cos.options.SystemClockOffset);
  },
  async 'a clock is left alone'({ newCos, note }) {
    const cos = newCos({ CorrectClockSkew: false });
    await cos.headBucket(BUCKET).catch(({ code }) => note(code, cos.options.SystemClockOffset));
  },
  async 'a server that is down for a moment'({ newCos, note }) {
    note((await newCos().headBucket(BUCKET)).statusCode);
  },
  async 'a server that is down'({ newCos, note }) {
    await newCos()
      .getBucket(BUCKET)
      .catch(({ code, statusCode }) => note(code, statusCode));
  },
  async 'a network that is slow'({ newCos, note }) {
    await newCos()
      .getBucket(BUCKET)
      .catch(({ code, message }) => note(code, message));
  },
  async 'a network that is down'({ newCos, note }) {
    await newCos({ AutoSwitchHost: false })
      .getBucket(BUCKET)
      .catch(({ code, message }) => note(code, message));
  },
};

const tooSkewed = refusal(403, 'RequestTimeTooSkewed', 'skewed', { date: 'Tue, 14 Nov 2023 23:15:00 GMT' });
const unavailable = refusal(500, 'InternalError', 'down');
const TIMEOUT = { status: 0, error: new Error('timeout') };
const UNREACHABLE = { status: 0, error: new Error('CORS blocked or network error') };
const ANSWERS = [
  [tooSkewed, { status: 200 }],
  [tooSkewed],
  [unavailable, { status: 200 }],
  [unavailable],
  [TIMEOUT],
  [UNREACHABLE],
];

const DIFFERS = {
  'a small upload as a task': ['finite-speed'],
  'tasks wait, are paused, go on and are cancelled': ['begun-later', 'running-flag'],
  'a network that is slow': ['third-attempt'],
  'a network that is down': ['cause-looked-for'],
};

const asCase = ([name, story]) => ({
  method: 'story',
  name,
  story,
  only: 'node',
  forms: ['promise'],
  differs: DIFFERS[name],
});

export default [
  ...Object.entries(STORIES).map(asCase),
  ...Object.entries(ANSWERED).map((entry, place) => ({ ...asCase(entry), answer: ANSWERS[place] })),
];
