-- What providers are ranked by lies in the index beside where they are: the nearest hundred are neighbours on a few pages there, and
-- on a hundred pages of the table.
drop index search.listing_places_near;
create index listing_places_near on search.listing_places using gist (category, pos)
  include (category_id, provider_id, price_from, rating, rating_count, reliability, instant, response_minutes, verified, listed_at);

-- Who is near is read as quickly from the index of positions and words, which every change had to keep as well.
drop index search.listings_pos;
