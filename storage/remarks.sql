-- name: say!
insert into remark_answers (version_id, inspection_id, words, person_id, said_at)
select :version_id, :inspection_id, :words, :person_id, :now
where exists (select 1 from versions v where v.id = :version_id and v.state = 'returned')
on conflict (version_id, inspection_id) do update set
  words = excluded.words, person_id = excluded.person_id, said_at = excluded.said_at;

-- name: said
select inspection_id, words from remark_answers where version_id = :version_id;

-- name: said_since$
select 1 from remark_answers where version_id = :version_id and said_at >= :since limit 1;
