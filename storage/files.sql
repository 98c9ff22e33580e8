-- name: add!
insert into files (id, kind, name, content, person_id, created_at)
values (:id, :kind, :name, :content, :person_id, :now);

-- name: one^
select * from files where id = :id;

-- name: link!
insert into file_links (id, file_id, code_hash, expires_at) values (:id, :file_id, :code_hash, :expires_at);

-- name: linked^
select f.*, l.id as link_id from file_links l join files f on f.id = l.file_id join people p on p.id = f.person_id
where l.code_hash = :code_hash and l.expires_at > :now and l.fetched < :most and p.removed_at is null;

-- name: fetch!
update file_links set fetched = fetched + 1 where id = :id and expires_at > :now and fetched < :most;

-- name: forget_links!
delete from file_links where file_id in (select id from files where created_at < :before);

-- name: forget!
delete from files where created_at < :before;
