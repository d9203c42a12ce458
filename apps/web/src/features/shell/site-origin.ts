/** Where people reach the site, for canonical addresses and pictures in previews. */
export const siteOrigin = (): URL =>
  new URL(process.env["PUBLIC_URL"] || `http://localhost:${process.env["PORT"] ?? 3000}`);
