import { ImageResponse } from "next/og";
import { socialFonts } from "../../../features/social/fonts.ts";
import { loadSocialCard } from "../../../features/social/load-card.ts";
import { SocialPicture } from "../../../features/social/social-picture.tsx";

// Made when first asked for, and again at most once an hour.
export const dynamic = "force-static";
export const revalidate = 3600;
export const generateStaticParams = () => [];

export async function GET(
  _request: Request,
  { params }: { params: Promise<{ page: string[] }> },
): Promise<Response> {
  const card = await loadSocialCard((await params).page);
  if (!card)
    return new Response("Not found\n", { status: 404, headers: { "content-type": "text/plain" } });
  return new ImageResponse(<SocialPicture {...card} />, {
    width: 1200,
    height: 630,
    fonts: await socialFonts(),
  });
}
