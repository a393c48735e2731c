// Mini programs have neither Blobs nor streams to download into: getObject gives them the bytes.

export const createTarget = () => null;
