// Mini programs have no folders to draw files from. Takes the place of the browser's.

export const caught = (body) => body;
export const filesOf = (body) => body?.problem && [{ error: body.problem }];
