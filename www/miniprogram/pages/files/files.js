// Choose files, watch, pause and cancel their uploads, list the bucket, look at images.
const { Bucket, Region, Prefix } = require('../../settings');

const PLACE = { Bucket, Region };

Page({
  data: { tasks: [], objects: [], problem: '' },

  onLoad() {
    this.withCos((cos) => {
      cos.on('list-update', ({ list }) => this.draw(list));
      return this.list(cos);
    });
  },

  /** Runs with the instance, and shows what goes wrong. */
  withCos(run) {
    return getApp().cos().then(run).catch((error) => this.setData({ problem: `${error.message} ${error.hint || ''}` }));
  },

  draw(list) {
    this.setData({ tasks: list.map((task) => ({ ...task, done: Math.round(task.percent * 100) })) });
  },

  list(cos) {
    return cos.getBucket({ ...PLACE, Prefix }).then(({ Contents }) => this.setData({ objects: Contents }));
  },

  choose() {
    wx.chooseMessageFile({
      count: 9,
      success: ({ tempFiles }) => this.withCos((cos) => this.upload(cos, tempFiles)),
    });
  },

  upload(cos, chosen) {
    this.setData({ problem: '' });
    const files = chosen.map(({ path, name }) => ({ ...PLACE, Key: Prefix + name, FilePath: path }));
    return cos.uploadFiles({ files }).then(({ files }) => {
      const failed = files.filter(({ error }) => error);
      if (failed.length) this.setData({ problem: failed.map(({ error }) => error.message).join('; ') });
      return this.list(cos);
    });
  },

  pause({ currentTarget }) {
    this.withCos((cos) => cos.pauseTask(currentTarget.dataset.id));
  },

  restart({ currentTarget }) {
    this.withCos((cos) => cos.restartTask(currentTarget.dataset.id));
  },

  cancel({ currentTarget }) {
    this.withCos((cos) => cos.cancelTask(currentTarget.dataset.id));
  },

  preview({ currentTarget }) {
    this.withCos((cos) => {
      cos.getObjectUrl({ ...PLACE, Key: currentTarget.dataset.key }, (error, data) => {
        if (error) this.setData({ problem: error.message });
        else wx.previewImage({ urls: [data.Url] });
      });
    });
  },
});
