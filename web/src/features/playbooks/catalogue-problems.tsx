import { useQuery } from '@tanstack/react-query';
import { Note } from '../../ui/note';
import { catalogueQuery } from './api';

/** What is wrong with the file of the playbooks, line by line. */
export function CatalogueProblems() {
  const { data } = useQuery(catalogueQuery);
  if (data === undefined || data.problems.length === 0) {
    return null;
  }
  return (
    <Note tone="warn">
      <p className="font-semibold">
        The file of the playbooks has faults. The playbooks before stay in force.
      </p>
      <p className="figures mt-1 text-12 text-text-2 wrap-anywhere">{data.file}</p>
      <ul className="mt-1 list-disc pl-4 text-12 text-text-2">
        {data.problems.map(({ line, path, message }) => (
          <li key={`${line} ${path} ${message}`} className="wrap-anywhere">
            {[line > 0 && `line ${line}:`, path, message].filter(Boolean).join(' ')}
          </li>
        ))}
      </ul>
    </Note>
  );
}
