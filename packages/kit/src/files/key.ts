const KEY = /^(?!\.)[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;

/** Refuses a key that could lead out of where files are kept: keys are made by us, so that is a mistake of ours. */
export const checkKey = (key: string): void => {
  if (!KEY.test(key) || key.length > 500) throw new Error(`"${key}" is no key of a file`);
};
