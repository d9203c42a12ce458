/** Address of the map style to use instead of the one that ships with the app, as configured; null for ours. */
export const mapStyleUrl = (): string | null => process.env["MAP_STYLE_URL"] || null;
