// Your bucket, and your server that issues temporary keys. Enter both hosts in the console of the mini program.
module.exports = {
  Bucket: 'examplebucket-1250000000',
  Region: 'ap-guangzhou',
  Prefix: 'miniprogram/',
  sts: 'https://example.com/sts',
};
