package io.ticketblue.search.synonym;

import java.net.URI;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Synonyms for staff. */
@RestController
@Tag(name = "Administration: search", description = "State and rebuilding of the search index, synonyms")
@RolesAllowed("BOX_OFFICE")
class SynonymsApi {

    private final SynonymEditing editing;

    SynonymsApi(SynonymEditing editing) {
        this.editing = editing;
    }

    @GetMapping("/api/admin/search/synonyms")
    @Operation(summary = "List all groups of synonyms", description = "The oldest first, at most 2,000.")
    List<Group> groups() {
        return this.editing.all().stream().map(Group::of).toList();
    }

    @GetMapping("/api/admin/search/synonyms/{id}")
    @Operation(summary = "Show a group of synonyms")
    Group group(@PathVariable long id) {
        return Group.of(this.editing.group(id));
    }

    @PostMapping("/api/admin/search/synonyms")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Add a group of synonyms",
            description = "2 to 20 words or phrases; searching for one also finds the others, on all nodes within two "
                    + "seconds. 409 search.synonym-taken: another group has one of them.")
    ResponseEntity<Group> add(@RequestBody SaveGroup body) {
        SynonymGroup group = this.editing.add(body.words());
        return ResponseEntity.created(URI.create("/api/admin/search/synonyms/" + group.id())).body(Group.of(group));
    }

    @PutMapping("/api/admin/search/synonyms/{id}")
    @Operation(summary = "Change a group of synonyms",
            description = "409 search.synonym-changed-meanwhile: another version than the one that was named.")
    Group change(@PathVariable long id, @RequestBody SaveGroup body) {
        return Group.of(this.editing.change(id, body.words(), body.version()));
    }

    @DeleteMapping("/api/admin/search/synonyms/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a group of synonyms",
            description = "What was found only by a synonym is not found any more.")
    void delete(@PathVariable long id) {
        this.editing.delete(id);
    }

    /** A group as clients read it. */
    @Schema(name = "SynonymGroup")
    record Group(long id, List<String> words, int version) {

        static Group of(SynonymGroup group) {
            return new Group(group.id(), group.words(), group.version());
        }

    }

    /** A group as clients write it. */
    @Schema(name = "SaveSynonymGroup")
    record SaveGroup(@Nullable List<@Nullable String> words,
            @Schema(description = "For a change: the version that was read before; another one by then is a 409",
                    example = "1") @Nullable Integer version) {
    }

}
