/** Where people reach the site, for canonical addresses; undefined leaves it to the server that runs. */
export const siteOrigin = (): URL | undefined => {
  const given = process.env["PUBLIC_URL"];
  return given ? new URL(given) : undefined;
};
