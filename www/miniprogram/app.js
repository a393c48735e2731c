// The class is loaded once, by whoever needs it first.
const { loadCOS } = require('cos-wasm-sdk');
const settings = require('./settings');

let loading;

App({
  /** The one instance of the app. */
  cos() {
    loading =
      loading ||
      loadCOS().then(
        (COS) =>
          new COS({
            getAuthorization(options, callback) {
              wx.request({ url: settings.sts, success: ({ data }) => callback(data) });
            },
          }),
      );
    return loading;
  },
});
