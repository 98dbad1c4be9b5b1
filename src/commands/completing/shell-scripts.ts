// The scripts by which shells complete command lines of pushplan. Each asks the program itself, so that it knows what there is.
import type { shells } from './complete-words.ts';

type Shell = (typeof shells)[number];

/** Printed after the candidates if files may stand there too. */
export const filesMark = ':files';

const bash = `# Completion of pushplan for bash. In ~/.bashrc: source <(pushplan completion bash)
_pushplan() {
  local line
  local -a typed=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  # Remove the quotes at both ends of each word.
  local quote="[\\"']"
  typed=("\${typed[@]#$quote}")
  typed=("\${typed[@]%$quote}")
  # Right after --out= the last word is the equals sign.
  local last="\${COMP_WORDS[COMP_CWORD]#[=:]}"
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == ${filesMark} ]]; then
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$last")
      compopt -o filenames 2>/dev/null
    else
      line="\${line%%$'\\t'*}"
      # More follows "503:" and "email=".
      [[ $line == *[:=] ]] && compopt -o nospace 2>/dev/null
      COMPREPLY+=("$line")
    fi
  done < <("$1" completion bash "\${typed[@]/#/--word=}" 2>/dev/null)
}
complete -F _pushplan pushplan
`;

const zsh = `#compdef pushplan
# Completion of pushplan for zsh. In ~/.zshrc, below compinit: source <(pushplan completion zsh)
_pushplan() {
  local line files
  local -a typed candidates beginnings
  # Remove quotes; the last word may have no closing quote.
  local quote="[\\"']"
  typed=("\${(@Q)words[2,CURRENT]}")
  typed=("\${(@)typed#$~quote}")
  for line in "\${(@f)$("$words[1]" completion zsh "\${(@)typed/#/--word=}" 2>/dev/null)}"; do
    if [[ $line == ${filesMark} ]]; then
      files=1
    elif [[ $line == *[:=]$'\\t'* ]]; then
      # More follows "503:" and "email=".
      beginnings+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
    elif [[ -n $line ]]; then
      candidates+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
    fi
  done
  (( $#candidates )) && _describe pushplan candidates
  (( $#beginnings )) && _describe pushplan beginnings -S ''
  if [[ -n $files ]]; then
    compset -P '--*='
    _files
  fi
}
if [[ "$funcstack[1]" == _pushplan ]]; then _pushplan "$@"; else compdef _pushplan pushplan; fi
`;

const fish = `# Completion of pushplan for fish. In ~/.config/fish/config.fish: pushplan completion fish | source
function __pushplan_complete
    set -l typed (commandline -opc)
    set -l program $typed[1]
    # Remove quotes; the last word may have no closing quote.
    set -l last (commandline -ct | string replace -r '^["\\']' '' | string unescape)
    set -l option (string match -r '^--[^=]+=' -- $last)
    set -l words $typed[2..] "$last"
    for line in ($program completion fish --word=$words 2>/dev/null)
        if test "$line" = ${filesMark}
            for path in (__fish_complete_path (string replace -- "$option" '' "$last"))
                echo "$option$path"
            end
        else
            echo $line
        end
    end
end
complete -c pushplan -f -a '(__pushplan_complete)'
`;

export const shellScripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };
