-- What a search reads before it knows its page: one row for each category on a provider's path, and one for all categories, so
-- that the nearest of a category are neighbours in one index. Kept by the statement that keeps the listing.
create table search.listing_places (
  provider_id uuid not null references search.listings (provider_id) on delete cascade,
  -- All categories together are 00000000-0000-0000-0000-000000000000.
  category_id uuid not null,
  -- Four bytes make the index half as large and twice as quick; who searches compares the id too.
  category int not null generated always as (uuid_hash(category_id)) stored,
  pos public.cube not null,
  lat double precision not null,
  lng double precision not null,
  price_from int not null,
  rating double precision not null,
  rating_count int not null,
  rating_mean double precision not null,
  verified boolean not null,
  languages text[] not null,
  instant boolean not null,
  duration_min int not null,
  response_minutes int,
  reliability double precision,
  listed_at timestamptz not null,
  primary key (provider_id, category_id)
) with (fillfactor = 90);

insert into search.listing_places
  (provider_id, category_id, pos, lat, lng, price_from, rating, rating_count, rating_mean, verified, languages, instant, duration_min,
   response_minutes, reliability, listed_at)
select provider_id, category_id, pos, lat, lng, price_from, rating, rating_count, rating_mean, verified, languages, instant, duration_min,
       response_minutes, reliability, listed_at
  from search.listings, unnest('00000000-0000-0000-0000-000000000000'::uuid || category_ids) category_id;

create index listing_places_near on search.listing_places using gist (category, pos);

-- Words among what is near. Words first and then what is near took hundreds of times as long for a common word.
create index listings_near_words on search.listings using gist (pos, tsv tsvector_ops (siglen = 252));

-- Every word that a listing can be found by: what an unfinished one may become, and a mistyped one may have meant. Words that
-- nobody uses any more stay; they find nothing.
create table search.lexicon (
  word text collate "C" primary key,
  -- Of a business, a category or a service, and not only of somebody's text.
  named boolean not null
);
insert into search.lexicon (word, named)
select lexeme, bool_or(weights && '{A,B}')
  from search.listings, unnest(tsv)
 where char_length(lexeme) between 2 and 40
 group by lexeme;
create index lexicon_similar on search.lexicon using gist (word public.gist_trgm_ops) where named;
