type Kind = "string" | "string?" | "boolean?";

/**
 * Reads JSON that this site put into the browser's storage; null when there is none or a member is not of its kind.
 * The frame of every page needs this, so it does without the 30 kB of a schema library.
 */
export const readStored = <Value extends object>(
  stored: string | null,
  members: Record<keyof Value, Kind>,
): Value | null => {
  try {
    const value = JSON.parse(stored ?? "null") as Record<string, unknown> | null;
    const fits = Object.entries<Kind>(members).every(([name, kind]) => {
      const given = value?.[name];
      return given === undefined ? kind.endsWith("?") : typeof given === kind.replace("?", "");
    });
    return value && fits ? (value as Value) : null;
  } catch {
    return null;
  }
};
