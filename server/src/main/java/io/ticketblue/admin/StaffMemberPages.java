package io.ticketblue.admin;

import java.util.List;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.accounts.staff.InvitationId;
import io.ticketblue.accounts.staff.Invitations;
import io.ticketblue.accounts.staff.NewInvitation;
import io.ticketblue.accounts.staff.Staff;
import io.ticketblue.accounts.staff.StaffMember;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who belongs to the staff: invites, changes roles, revokes. */
@Controller
@RequestMapping("/admin/staff")
@RolesAllowed("ADMIN")
class StaffMemberPages {

    private static final int PAGE_SIZE = 50;

    private static final List<Role> ROLES = List.of(Role.BOX_OFFICE, Role.FINANCE, Role.ADMIN);

    private static final String LIST = "redirect:/admin/staff";

    private final Staff staff;

    private final Invitations invitations;

    private final Refusals refusals;

    private final Wording wording;

    private final Formats formats;

    StaffMemberPages(Staff staff, Invitations invitations, Refusals refusals, Wording wording, Formats formats) {
        this.staff = staff;
        this.invitations = invitations;
        this.refusals = refusals;
        this.wording = wording;
        this.formats = formats;
    }

    @GetMapping
    String list(@SignedIn AccountId me, @RequestParam(defaultValue = "0") int page, Model model) {
        return show(me, page, "", "", model);
    }

    /** The link is shown on the next page and nowhere else. */
    @PostMapping("/invitations")
    String invite(@SignedIn AccountId me, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        Typed typed = new Typed(values);
        NewInvitation made;
        try {
            made = this.invitations.invite(typed.text("email"), role(typed));
        }
        catch (Problem problem) {
            this.refusals.show(problem, (code) -> code.equals("accounts.already-staff") ? "email" : null, model,
                    response);
            return show(me, 0, typed.text("email"), typed.text("role"), model);
        }
        redirect.addFlashAttribute("invitedEmail", made.invitation().email());
        redirect.addFlashAttribute("invitedUrl", made.url().toString());
        redirect.addFlashAttribute("invitedUntil", this.formats.dateTime(made.invitation().expiresAt()));
        return LIST;
    }

    @PostMapping("/invitations/{id}/withdraw")
    String withdraw(@PathVariable InvitationId id, RedirectAttributes redirect) {
        this.invitations.withdraw(id);
        this.wording.flash(redirect, "admin.staff.invitation.withdrawn");
        return LIST;
    }

    @PostMapping("/{id}/role")
    String change(@SignedIn AccountId me, @PathVariable AccountId id,
            @RequestParam MultiValueMap<String, String> values, Model model, RedirectAttributes redirect,
            HttpServletResponse response) {
        try {
            StaffMember changed = this.staff.changeRole(id, role(new Typed(values)));
            this.wording.flash(redirect, "admin.staff.changed", changed.name(),
                    this.wording.text("admin.staff.role." + changed.role()));
            return LIST;
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
            return show(me, 0, "", "", model);
        }
    }

    @GetMapping("/{id}/revoke")
    String askToRevoke(@PathVariable AccountId id, Model model) {
        return confirmation(this.staff.member(id), "", model);
    }

    @PostMapping("/{id}/revoke")
    String revoke(@PathVariable AccountId id, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        StaffMember member = this.staff.member(id);
        Typed typed = new Typed(values);
        try {
            Confirmation.require(member.email(), typed);
            this.staff.revoke(id);
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
            return confirmation(member, typed.text("confirm"), model);
        }
        this.wording.flash(redirect, "admin.staff.revoked", member.name());
        return LIST;
    }

    private static Role role(Typed typed) {
        Checks checks = new Checks();
        Role role = checks.choice(Role.class, "role", typed.text("role"));
        checks.done();
        return role;
    }

    private String show(AccountId me, int page, String email, String role, Model model) {
        model.addAttribute("me", me);
        model.addAttribute("members", this.staff.members(new Paging(page, PAGE_SIZE)));
        model.addAttribute("invitations", this.invitations.open());
        model.addAttribute("roles", ROLES);
        model.addAttribute("email", email);
        model.addAttribute("role", role);
        return "admin/staff";
    }

    private String confirmation(StaffMember member, String typed, Model model) {
        model.addAttribute("confirmation",
                new Confirmation(this.wording.text("admin.staff.revoke.title", member.name()),
                        this.wording.text("admin.staff.revoke.warning"), member.email(), true, typed,
                        "/admin/staff/" + member.id() + "/revoke", "/admin/staff",
                        this.wording.text("admin.staff.revoke")));
        return "admin/confirm";
    }

}
