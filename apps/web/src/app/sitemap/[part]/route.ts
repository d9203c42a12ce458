import { loadSitemap } from "../../../features/sitemap/load-sitemap.ts";

// Made when first asked for, and again at most once an hour. `/sitemap.xml` leads to the part "index".
export const dynamic = "force-static";
export const revalidate = 3600;
export const generateStaticParams = () => [];

export async function GET(
  _request: Request,
  { params }: { params: Promise<{ part: string }> },
): Promise<Response> {
  const xml = await loadSitemap((await params).part);
  return xml === null
    ? new Response("Not found\n", { status: 404, headers: { "content-type": "text/plain" } })
    : new Response(xml, { headers: { "content-type": "application/xml" } });
}
