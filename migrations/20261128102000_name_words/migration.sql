-- Names while they are typed. Names are looked for by any of their first five words and what follows: each is a range of an index,
-- read in its order, so that it costs the same among a million. By text and trigram indexes a common beginning such as "clea" was
-- in tens of thousands of names, which were all gathered before the first was looked at.

-- The words of a name with single spaces between them, without accents and in lower case. The characters are written out, for
-- what counts as a letter elsewhere depends on where a database was made.
create function search.name_words(name text) returns text language sql immutable parallel safe strict as
  $$ select trim(regexp_replace(search.plain(name), '[\x01-\x2f\x3a-\x60\x7b-\xbf\u2000-\u206f\u3000-\u303f\u30fb]+', ' ', 'g')) $$;

drop index search.listings_tsv, search.listings_name;
alter table search.listings alter column name_plain set expression as (search.name_words(business_name));
create index listings_name_second on search.listings (substring(name_plain, '^(?:[^ ]+ ){1}(.+)$') text_pattern_ops);
create index listings_name_third on search.listings (substring(name_plain, '^(?:[^ ]+ ){2}(.+)$') text_pattern_ops);
create index listings_name_fourth on search.listings (substring(name_plain, '^(?:[^ ]+ ){3}(.+)$') text_pattern_ops);
create index listings_name_fifth on search.listings (substring(name_plain, '^(?:[^ ]+ ){4}(.+)$') text_pattern_ops);

-- What a mistyped word may have meant: those that share enough with it are looked up, instead of ordering all words by likeness.
drop index search.lexicon_similar;
create index lexicon_similar on search.lexicon using gin (word public.gin_trgm_ops) where named;
