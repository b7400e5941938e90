// Answers questions about logs with the library of the Go checksum database: one JSON object in, one out.
package main

import (
	"crypto/rand"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type question struct {
	Open    []openQuestion
	Sign    []signQuestion
	Trees   []string
	Records []recordQuestion
	Grown   []grownQuestion
	Tiles   []tilesQuestion
	Lines   []string
}

type answer struct {
	Open    []opened  `json:"open"`
	Sign    []signed  `json:"sign"`
	Trees   []string  `json:"trees"`
	Records []string  `json:"records"`
	Grown   []string  `json:"grown"`
	Tiles   []tileRun `json:"tiles"`
	Log     *grownLog `json:"log"`
}

type openQuestion struct {
	Note string
	Keys []string
}

type opened struct {
	Text  string   `json:"text"`
	Names []string `json:"names"`
	Fault string   `json:"fault"`
}

type signQuestion struct {
	Text  string
	Names []string
}

type signed struct {
	Note string   `json:"note"`
	Keys []string `json:"keys"`
}

type recordQuestion struct {
	Index, Size int64
	Leaf, Root  tlog.Hash
	Proof       []tlog.Hash
}

type grownQuestion struct {
	OldSize, Size int64
	OldRoot, Root tlog.Hash
	Proof         []tlog.Hash
}

type tilesQuestion struct {
	Folder  string
	Size    int64
	Root    tlog.Hash
	Indices []int64
}

// What reading a tree from its tiles gave.
type tileRun struct {
	Leaves []tlog.Hash   `json:"leaves"`
	Proofs [][]tlog.Hash `json:"proofs"`
	Fault  string        `json:"fault"`
}

// Roots and proofs of all trees over the first lines.
type grownLog struct {
	Roots       []tlog.Hash     `json:"roots"`
	Inclusion   [][][]tlog.Hash `json:"inclusion"`
	Consistency [][][]tlog.Hash `json:"consistency"`
}

func main() {
	var asked question
	must(json.NewDecoder(os.Stdin).Decode(&asked))
	var told answer
	for _, one := range asked.Open {
		told.Open = append(told.Open, open(one))
	}
	for _, one := range asked.Sign {
		told.Sign = append(told.Sign, sign(one))
	}
	for _, text := range asked.Trees {
		tree, err := tlog.ParseTree([]byte(text))
		told.Trees = append(told.Trees, string(tlog.FormatTree(tree))+fault(err))
	}
	for _, one := range asked.Records {
		told.Records = append(told.Records, fault(tlog.CheckRecord(one.Proof, one.Size, one.Root, one.Index, one.Leaf)))
	}
	for _, one := range asked.Grown {
		told.Grown = append(told.Grown, fault(tlog.CheckTree(one.Proof, one.Size, one.Root, one.OldSize, one.OldRoot)))
	}
	for _, one := range asked.Tiles {
		told.Tiles = append(told.Tiles, readTiles(one))
	}
	told.Log = grow(asked.Lines)
	must(json.NewEncoder(os.Stdout).Encode(told))
}

func open(asked openQuestion) opened {
	var verifiers []note.Verifier
	for _, key := range asked.Keys {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			return opened{Fault: err.Error()}
		}
		verifiers = append(verifiers, verifier)
	}
	read, err := note.Open([]byte(asked.Note), note.VerifierList(verifiers...))
	if err != nil {
		return opened{Fault: err.Error()}
	}
	told := opened{Text: read.Text}
	for _, signature := range read.Sigs {
		told.Names = append(told.Names, signature.Name)
	}
	return told
}

func sign(asked signQuestion) signed {
	var told signed
	var signers []note.Signer
	for _, name := range asked.Names {
		private, public, err := note.GenerateKey(rand.Reader, name)
		must(err)
		signer, err := note.NewSigner(private)
		must(err)
		signers = append(signers, signer)
		told.Keys = append(told.Keys, public)
	}
	message, err := note.Sign(&note.Note{Text: asked.Text}, signers...)
	must(err)
	told.Note = string(message)
	return told
}

// The tiles of a tree in a folder. Their paths are those of tlog without the height, which is always 8.
type folder string

func (folder) Height() int { return 8 }

func (folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := os.ReadFile(filepath.Join(string(f), strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func readTiles(asked tilesQuestion) tileRun {
	reader := tlog.TileHashReader(tlog.Tree{N: asked.Size, Hash: asked.Root}, folder(asked.Folder))
	var told tileRun
	for _, index := range asked.Indices {
		leaves, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		if err != nil {
			return tileRun{Fault: err.Error()}
		}
		proof, err := tlog.ProveRecord(asked.Size, index, reader)
		if err != nil {
			return tileRun{Fault: err.Error()}
		}
		told.Leaves = append(told.Leaves, leaves...)
		told.Proofs = append(told.Proofs, proof)
	}
	return told
}

func grow(lines []string) *grownLog {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indices []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, index := range indices {
			found = append(found, stored[index])
		}
		return found, nil
	})
	told := &grownLog{}
	for number, line := range lines {
		hashes, err := tlog.StoredHashes(int64(number), []byte(line), reader)
		must(err)
		stored = append(stored, hashes...)
		size := int64(number) + 1
		root, err := tlog.TreeHash(size, reader)
		must(err)
		told.Roots = append(told.Roots, root)
		told.Inclusion = append(told.Inclusion, proofs(size, func(index int64) ([]tlog.Hash, error) {
			return tlog.ProveRecord(size, index, reader)
		}))
		told.Consistency = append(told.Consistency, proofs(size, func(index int64) ([]tlog.Hash, error) {
			return tlog.ProveTree(size, index+1, reader)
		}))
	}
	return told
}

func proofs(count int64, prove func(int64) ([]tlog.Hash, error)) [][]tlog.Hash {
	var all [][]tlog.Hash
	for index := int64(0); index < count; index++ {
		proof, err := prove(index)
		must(err)
		all = append(all, proof)
	}
	return all
}

func fault(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
