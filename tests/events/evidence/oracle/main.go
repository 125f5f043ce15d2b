// Prints what test_other_implementations.py compares with, made by implementations that are not ours: roots and
// proofs by transparency-dev/merkle, notes by golang.org/x/mod, cosignatures by transparency-dev/formats. Proofs are
// listed as a hash over all proofs for one size. Keys are made of fixed bytes; only the time in the cosignature
// changes. To run it: go mod init oracle && go mod tidy && go run . > vectors.json
package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"crypto/ed25519"

	fnote "github.com/transparency-dev/formats/note"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/merkle/testonly"
	"golang.org/x/mod/sumdb/note"
)

const source = "transparency-dev/merkle v0.0.2, transparency-dev/formats v0.1.1, golang.org/x/mod v0.43.0"

const leaves = 300

type vectors struct {
	Source      string   `json:"source"`
	Roots       []string `json:"roots"`
	Inclusion   []string `json:"inclusion"`
	Consistency []string `json:"consistency"`
	Checkpoint  string   `json:"checkpoint"`
	LogKey      string   `json:"log_key"`
	WitnessKey  string   `json:"witness_key"`
}

func joined(hashes [][]byte) string {
	var parts []string
	for _, each := range hashes {
		parts = append(parts, hex.EncodeToString(each))
	}
	return strings.Join(parts, " ")
}

func keys(name string, seed []byte) (string, string) {
	private := ed25519.NewKeyFromSeed(seed)
	public := append([]byte{1}, private.Public().(ed25519.PublicKey)...)
	sum := sha256.Sum256(append([]byte(name+"\n"), public...))
	id := hex.EncodeToString(sum[:4])
	secret := append([]byte{1}, seed...)
	return fmt.Sprintf("PRIVATE+KEY+%s+%s+%s", name, id, base64.StdEncoding.EncodeToString(secret)),
		fmt.Sprintf("%s+%s+%s", name, id, base64.StdEncoding.EncodeToString(public))
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	tree := testonly.New(rfc6962.DefaultHasher)
	told := vectors{Source: source}
	for size := 0; size <= leaves; size++ {
		told.Roots = append(told.Roots, hex.EncodeToString(tree.HashAt(uint64(size))))
		tree.AppendData([]byte(fmt.Sprintf("entry %d", size)))
	}
	for size := uint64(1); size <= leaves; size++ {
		inclusion, consistency := sha256.New(), sha256.New()
		for at := uint64(0); at < size; at++ {
			fmt.Fprintln(inclusion, joined(must(tree.InclusionProof(at, size))))
			fmt.Fprintln(consistency, joined(must(tree.ConsistencyProof(at+1, size))))
		}
		told.Inclusion = append(told.Inclusion, hex.EncodeToString(inclusion.Sum(nil)))
		told.Consistency = append(told.Consistency, hex.EncodeToString(consistency.Sum(nil)))
	}
	seed := sha256.Sum256([]byte("quorate test log"))
	skey, vkey := keys("quorate.example/stoke", seed[:])
	told.LogKey = vkey
	wseed := sha256.Sum256([]byte("quorate test witness"))
	wskey, wvkey := keys("witness.example/police", wseed[:])
	told.WitnessKey = must(fnote.VKeyToCosignatureV1(wvkey))
	text := fmt.Sprintf("quorate.example/stoke\n%d\n%s\n", leaves, base64.StdEncoding.EncodeToString(tree.HashAt(leaves)))
	signed := must(note.Sign(&note.Note{Text: text}, must(note.NewSigner(skey)), must(fnote.NewSignerForCosignatureV1(wskey))))
	told.Checkpoint = string(signed)
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", " ")
	if err := out.Encode(told); err != nil {
		panic(err)
	}
}
