/** The picture that stands beside a link to a page in messages and feeds, by the page's path. */
export const socialPicture = (path: string) => ({
  url: `/social${path}`,
  width: 1200,
  height: 630,
});
